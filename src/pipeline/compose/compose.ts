/** One occurrence → one report document with its inputs; the same for drafts, issuing and re-rendering. */
import { type ComposedDocument, type ComposeRequest, composeFrom } from './document.ts';
import { type ComposeSource, gatherInputs } from './inputs.ts';

/** Reads all that the document asks for, then composes from that alone. @throws whatever composing throws */
export async function composeDocument(source: ComposeSource, request: ComposeRequest): Promise<ComposedDocument> {
  return composeFrom(source, await gatherInputs(source, request), request);
}
