/**
 * The button for full screen, where the browser allows it.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import { FullScreenIcon } from '../../ui/icons';

const toggle = (): void => {
  // Rejected in a frame without the permission; nothing changes then.
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
};

export const FullScreen = () => {
  const isFull = useSignal(false);
  // The start page is rendered in node, where this is unknown, and hydration must render the same.
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
    <button type="button" class="full-screen" aria-pressed={isFull.value} hidden={!isOffered.value} onClick={toggle}>
      <FullScreenIcon /> {t('access.fullScreen')}
    </button>
  );
};
