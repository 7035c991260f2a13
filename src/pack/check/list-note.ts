/** The list under the key of the log: what it lists is proven with it, and its own texts are those of whoever made the pack. Pure. */
import { fromUtf8 } from '../../proof/bytes.ts';
import { formatNote, noteVerifier, openNote } from '../../proof/note.ts';
import { listNoteText, PACK_FILE, PACK_NOTE, type Pack } from '../format.ts';
import { signsPacks } from './entries.ts';
import { words } from './fault-words.ts';
import type { CheckedLog } from './log.ts';
import type { Checked } from './pack-documents.ts';

/** true for a pack that has to be signed: by its own form, or because the program of its log signs them. */
export const isSignedForm = ({ schema }: Pack, { entries }: CheckedLog): boolean => schema > 1 || signsPacks(entries);

/** What a pack of before is without: told, and no fault of it. */
export async function checkListNote({
  source,
  tools,
  pack,
  log,
  digests,
  findings,
}: Pick<Checked, 'source' | 'tools' | 'pack' | 'log' | 'digests' | 'findings'>): Promise<void> {
  if (!source.files.has(PACK_NOTE)) {
    if (isSignedForm(pack, log)) findings.say('完整性', PACK_NOTE, words.listUnsigned);
    else findings.cautions.push(words.listUnsigned);
    return;
  }
  const note = fromUtf8(await source.read(PACK_NOTE)) ?? '';
  const key = log.reigns[log.reigns.length - 1]?.key;
  const opened = key === undefined ? undefined : openNote(note, [noteVerifier(key, tools.verify)]);
  // Nothing else may stand beside the one signature: what nobody vouches for is a change, too.
  if (opened?.state !== 'verified' || formatNote({ text: opened.text, signatures: opened.by }) !== note)
    return findings.say('真实性', PACK_NOTE, words.badListNote);
  const sum = digests.get(PACK_FILE)?.sha256 ?? '';
  if (opened.text === listNoteText({ origin: log.checkpoint.origin, size: log.tree.size }, sum)) return;
  // Where the list differs from its plain digest, too, it is told as that.
  if (!findings.problems.some(({ where }) => where === PACK_FILE)) findings.say('真实性', PACK_FILE, words.listForged);
}
