/**
 * The page on the whole screen, where the browser can.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n';
import { FullScreenIcon } from '../ui/icons';

const toggle = (): void => {
  // Refused where the page is a frame that may not: it stays as it is.
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
};

export const FullScreen = () => {
  const isFull = useSignal(false);
  // The start page is written where there is no browser to ask, and taking it over must find what it has.
  const isOffered = useSignal(true);
  useEffect(() => {
    isOffered.value = document.fullscreenEnabled === true;
    const look = (): void => {
      isFull.value = document.fullscreenElement !== null;
    };
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return (
    <button
      type="button"
      class="full-screen"
      aria-pressed={isFull.value}
      hidden={!isOffered.value}
      onClick={toggle}
    >
      <FullScreenIcon /> {t('access.fullScreen')}
    </button>
  );
};
