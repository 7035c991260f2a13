/** Who may have what of an attachment, on the site and at the desk alike. Pure. */
import type { Attachment } from './record.ts';

/**
 * Whether somebody may have the original of an attachment: what stands in it cannot be taken out, and a picture tells where it was
 * taken. Who sees no draft gets what proves an act of the purchaser's, which is a paper of theirs.
 */
export const givesOriginal = (mayDrafts: boolean, { type, proof }: Pick<Attachment, 'type' | 'proof'>): boolean =>
  mayDrafts || (proof !== undefined && !type.startsWith('image/'));

/** Pictures that are shown to everybody: upright, smaller, and without what the camera wrote into them. */
export const isShownPicture = ({ type }: Pick<Attachment, 'type'>): boolean =>
  type === 'image/png' || type === 'image/jpeg';

/** What is given out by the same rule and saved by the same name has the same key, whichever record names it. */
export const attachmentKey = ({ sha256, name, proof }: Pick<Attachment, 'sha256' | 'name' | 'proof'>): string =>
  [sha256, proof ?? '', name].join(' ');

/** A paper that both sides signed and that the contract's data name by its digest alone: it is given out as what the purchaser signed. */
export const signedPaper = (sha256: string): Pick<Attachment, 'sha256' | 'name' | 'proof'> => ({
  sha256,
  name: '',
  proof: 'purchaser',
});
