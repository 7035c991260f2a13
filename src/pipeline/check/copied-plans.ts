/** Written texts that are the program's sample, or another contract's, nearly word for word. */
import { basename, join } from 'node:path';
import { copiedFrom, type OtherText } from '../../assess/contract/text-copies.ts';
import { type ContractBundle, textsOf } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { percentText } from '../../wording/figures.ts';
import { plansIn, sourceOf, starterTexts } from '../starter-texts.ts';
import type { Finding } from './finding.ts';

/**
 * What is filled in and still copied; while blanks are left, they are told instead. Texts beside which the program puts tables
 * of the contract's own data are not looked at.
 * @param against a folder of another contract's texts, or another workspace; without it only samples and the contract's own
 * @throws UserError when that folder holds no Markdown file
 */
export async function copiedFindings(root: string, contract: ContractBundle, against?: string): Promise<Finding[]> {
  const starters = await starterTexts();
  const elsewhere = against === undefined ? [] : await textsIn(against);
  if (against !== undefined && elsewhere.length === 0) {
    throw new UserError('没有可以比对的正文', {
      file: against,
      found: '文件夹中没有 .md 文件',
      expected: '另一个工作区，或放有其他合同正文（.md）的文件夹',
    });
  }
  const own: (OtherText & { file: string; compared: boolean })[] = [];
  for (const { file, name, generated } of textsOf(contract)) {
    const source = await sourceOf(join(root, file));
    if (source !== null) own.push({ file, source, name: `《${name}》`, compared: generated === undefined });
  }
  return own
    .filter(({ compared, source }) => compared && countBlanks(source) === 0)
    .flatMap(({ file, source, name }): Finding[] => {
      const ours = own.filter((one) => one.file !== file).map((one) => ({ ...one, name: `本合同${one.name}` }));
      const others = [...ours, ...elsewhere];
      const copy = copiedFrom(source, starters, others);
      if (copy === null) return [];
      const found = `与${copy.name}相同 ${percentText(copy.share, 0)}`;
      return [{ cause: 'copied', file, what: `${name}正文照抄`, where: found }];
    });
}

/** @param folder a workspace, or where the files lie */
async function textsIn(folder: string): Promise<OtherText[]> {
  const found = [...(await plansIn(join(folder, 'plans'))), ...(await plansIn(folder))];
  return found.map(({ name, source }) => ({ name: `${basename(folder)} 的 ${name}`, source }));
}
