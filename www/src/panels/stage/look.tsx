/**
 * One large picture, one sentence, few controls, four matrices: what a first visit sees; and the same for projectors, where the
 * picture has all the room. Knows no settings.
 */
import { computed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { NumberLinePanel } from '../../charts';
import { drawn } from '../../charts/frame/still';
import { isHidden } from '../../state/parts';
import { busy } from '../../state/store';
import { LayerLink } from '../readout/outputs';
import { Sentence } from '../sentence/sentence';
import { Below } from './below';
import { Lead } from './lead';
import { NumbersDrawer } from './numbers';
import { room } from './place';
import { STAGE } from './skip';
import { SliceChip } from './slice-chip';

const isBusy = computed(() => busy.value !== undefined);

/** `children` are a lesson; it stands beside, above or below the picture, as the window allows. */
export const Look = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => (
  <div class="look-page" data-lesson={hasLesson}>
    {children}
    <main class="look" id={STAGE} tabIndex={-1} data-place={room.value} aria-busy={isBusy.value || !drawn.value}>
      <div class="lead-row">
        {!isHidden('words') && <Lead />}
        {!isHidden('readout') && <LayerLink />}
        {!isHidden('number-line') && <SliceChip />}
      </div>
      <Sentence />
      {!isHidden('number-line') && (
        <div class="picture">
          <NumberLinePanel />
        </div>
      )}
      <Below />
      <NumbersDrawer />
    </main>
  </div>
);
