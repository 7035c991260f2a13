/** A written document filled in without an editor: each place that says 待填写, and nothing else of its file. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { textsOf } from '../../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { filledText, type TextBlank, textBlanks } from '../../contract/terms/text-blanks.ts';
import { handEditGuard } from '../../guard/hand-edits.ts';
import { decodeUtf8, readLimited } from '../../workspace/disk/decode.ts';
import { readPlan } from '../compose/written-plan.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';

export interface TextToFill {
  /** Path in the workspace. */
  file: string;
  name: string;
  blanks: TextBlank[];
  /** SHA-256 of the file: whoever fills it in says which one they saw. */
  version: string;
}

export interface Filling {
  /** Id of the written document. */
  document: string;
  version: string;
  /** By the place of the blank; what is left out stays 待填写. */
  answers: ReadonlyMap<number, string>;
  by: string;
  /** ISO instant. */
  now: string;
}

/** @returns null when the contract has no such written document, or there is no file of it */
export async function textToFill(session: Session, document: string): Promise<TextToFill | null> {
  const written = writtenOf(session, document);
  if (written === undefined) return null;
  const { file, name } = written;
  try {
    const bytes = await readLimited(join(session.workspace.root, file), file);
    return { file, name, blanks: textBlanks(decodeUtf8(bytes, file)), version: sha256(bytes) };
  } catch (error) {
    // Composing says that there is no text, or what stands in its place.
    if (error instanceof UserError && !(error instanceof EnvironmentError)) return null;
    throw error;
  }
}

/**
 * Fills blanks in, in one commit.
 * @returns how many were filled in, and how many are left
 * @throws UserError when the file is another one by now, or may not enter the history as it would be; nothing is changed then
 */
export async function fillText(session: Session, filling: Filling): Promise<{ filled: number; left: number }> {
  const { document, version, now, by } = filling;
  const written = writtenOf(session, document);
  if (written === undefined) {
    throw new UserError('没有这份编写文档', {
      found: document,
      expected: 'contract/written.yaml 中的编号，或 contract/obligations.yaml 中写有 file 的编号',
    });
  }
  const { file } = written;
  const answers = new Map([...filling.answers].filter(([, text]) => text.trim() !== ''));
  requireAnswers(answers, file);
  const { workspace } = session;
  return workspace.change(
    `填写 ${file}`,
    async (change) => {
      const bytes = await change.read(file);
      if (bytes === undefined || sha256(bytes) !== version) {
        throw new UserError('这份文档在您填写期间有了改动，没有保存', {
          file,
          found: '与打开页面时不同',
          hint: '核对下面仍待填写的各处，重新填写',
        });
      }
      const before = decodeUtf8(bytes, file);
      const text = filledText(before, answers);
      readPlan(text, file, document);
      const saved = Buffer.from(text, 'utf8');
      await handEditGuard(workspace.root, loadKind)(file, saved);
      if (answers.size > 0) await change.writeFile(file, saved);
      return { filled: answers.size, left: textBlanks(text).length };
    },
    { at: now, body: `填写 ${answers.size} 处（${by}）` },
  );
}

/** What still says 待填写 would be counted as filled in. */
function requireAnswers(answers: ReadonlyMap<number, string>, file: string): void {
  const wrong = [...answers.values()].find((text) => text.includes(TO_BE_FILLED) || text.length > LONGEST);
  if (wrong === undefined) return;
  throw new UserError('这一处不能这样填写', {
    file,
    found: wrong.length > LONGEST ? `${wrong.length} 字` : wrong,
    expected: `不含“${TO_BE_FILLED}”、不超过 ${LONGEST} 字的一段文字`,
    hint: '还不能定的留空；更长的内容在文件中编写',
  });
}

const LONGEST = 500;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const writtenOf = ({ workspace }: Session, document: string) =>
  textsOf(workspace.contract).find(({ id }) => id === document);
