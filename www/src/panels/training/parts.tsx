/**
 * Parts of the cards in which a training's settings are chosen.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';

/** A number with its name. */
export const Line = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="training-line">
    <span>{label}</span>
    {children}
  </div>
);

/** What is rarely chosen: folded away unless something in it differs from what it begins with. */
export const More = ({ isUsed, title = t('training.more'), children }: { isUsed: boolean; title?: string; children: ComponentChildren }) => (
  <details class="training-more" open={isUsed}>
    <summary>{title}</summary>
    {children}
  </details>
);
