/** How pressing a state is, as a class of the desk's pages, which are those of the site. */
import type { Tone } from '../../../states/look.ts';

export const toneClasses: Readonly<Record<Tone, string>> = {
  normal: 'ol-tone-normal',
  attention: 'ol-tone-attention',
  abnormal: 'ol-tone-abnormal',
  muted: 'ol-tone-muted',
};
