/** What has to be filled in before a document goes out by itself: the contract's names and number, and its own text. */
import { join } from 'node:path';
import { type ContractBundle, contractFiles, type Texted, textsOf } from '../../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { contractBlanks, countBlanks, peopleBlanks } from '../../contract/terms/blanks.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { decodeUtf8, readLimited } from '../../workspace/disk/decode.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';

/** What of the plan's source is read for it. */
interface BlanksSource {
  root: string;
  contract: ContractBundle;
  memo?: FileMemo | undefined;
}

/** Reads once what all obligations are held against. @returns for an obligation one entry a file, in Chinese; empty: nothing is open */
export async function readBlanks(source: BlanksSource): Promise<(obligation: Obligation) => string[]> {
  const { contract, written } = source.contract;
  const file = contractFiles.contract;
  const common = named(contractBlanks(contract), file);
  const people = named(peopleBlanks(contract), file);
  const texts = new Map<string, string[]>();
  for (const one of textsOf(source.contract)) texts.set(one.id, await textBlanks(source, one));
  const printsPeople = new Set(written.filter(({ generated }) => generated?.includes('people')).map(({ id }) => id));
  return ({ id }) => [...common, ...(printsPeople.has(id) ? people : []), ...(texts.get(id) ?? [])];
}

const named = (labels: readonly string[], file: string): string[] =>
  labels.length === 0 ? [] : [`${labels.join('、')}（${file}）`];

/**
 * Head and body: who prepared, reviewed and approved it stands in its head. They are told apart, since the document prints those
 * of the body and leaves the others to whoever signs: a sum of both is a figure that no page shows.
 */
async function textBlanks({ root, memo }: BlanksSource, { file }: Texted): Promise<string[]> {
  const make = () => countIn(join(root, file), file);
  const { head, body } = await (memo?.of(file, 'blanks', make) ?? make());
  const parts = [...(body === 0 ? [] : [`正文 ${body} 处`]), ...(head === 0 ? [] : [`文件头 ${head} 处`])];
  return parts.length === 0 ? [] : [`${parts.join('、')}“${TO_BE_FILLED}”（${file}）`];
}

/** The lines between the first two `---`. */
const HEAD = /^---\r?\n[\s\S]*?\r?\n---/;

async function countIn(path: string, shown: string): Promise<{ head: number; body: number }> {
  try {
    const text = decodeUtf8(await readLimited(path, shown), shown);
    const head = countBlanks(HEAD.exec(text)?.[0] ?? '');
    return { head, body: countBlanks(text) - head };
  } catch (error) {
    // Composing says that there is no text, or what stands in its place: the plan of all the others does not wait for it.
    if (error instanceof UserError && !(error instanceof EnvironmentError)) return { head: 0, body: 0 };
    throw error;
  }
}
