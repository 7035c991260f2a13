/** Written documents at the desk. */
import { fillText, textToFill } from '../../pipeline/record/fill-text.ts';
import type { TextsPort } from '../../server/ports/texts.ts';
import type { DeskSession } from '../desk-session.ts';

export const textsPort = (desk: DeskSession): TextsPort => ({
  one: (document) => desk.use((session) => textToFill(session, document)),
  fill: ({ actor, ...order }) => desk.use((session) => fillText(session, { ...order, by: actor.name })),
});
