/**
 * Components that are loaded after the first picture: when the page is idle, so that nothing has to be asked of the network
 * later, or when they are first rendered. Each is declared by the module that renders it; knows none of them.
 */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { whenIdle } from '../idle';
import { isLeft } from '../leaving';

/** Fetches each declared component. */
const fetches: (() => Promise<void>)[] = [];

/** Declares a component by how its module is imported. It renders nothing until it is loaded. */
export const later = <P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> => {
  const loaded = signal<{ Loaded: FunctionComponent<P> } | undefined>(undefined);
  const fetch = async (): Promise<void> => {
    loaded.value ??= { Loaded: await load() };
  };
  fetches.push(fetch);
  return (props) => {
    useEffect(
      () =>
        void fetch().catch((error: unknown) => {
          if (!isLeft.peek()) throw error;
        }),
      [],
    );
    const Loaded = loaded.value?.Loaded;
    return Loaded ? <Loaded {...props} /> : null;
  };
};

/** Fetches all declared components once the page is idle. One that cannot be had is asked for again when it is rendered. */
export const fetchWhenIdle = (): void =>
  whenIdle(() => {
    for (const fetch of fetches) void fetch().catch(() => undefined);
  });
