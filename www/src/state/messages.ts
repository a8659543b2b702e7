/**
 * Sentences about links and restarts, shown until they are dismissed.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { language } from '../i18n';

export class Messages {
  /** Called again in another language. */
  readonly #write = signal<() => string[]>(() => []);

  readonly list: ReadonlySignal<string[]> = computed(() => {
    void language.value;
    return this.#write.value();
  });

  /** Shows these sentences in place of those there are. */
  readonly replace = (write: () => string[]): void => {
    this.#write.value = write;
  };

  /** Shows one sentence in place of those there are. */
  readonly show = (write: () => string): void => this.replace(() => [write()]);

  /** Shows one sentence more. */
  readonly add = (write: () => string): void => {
    const before = this.#write.value;
    this.replace(() => [...before(), write()]);
  };

  readonly dismiss = (): void => this.replace(() => []);
}
