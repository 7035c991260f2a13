/** What stands 待填写 in the contract's data and in the written documents. */
import { join } from 'node:path';
import { type ContractBundle, textsOf } from '../../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { decodeUtf8, readLimited } from '../../workspace/disk/decode.ts';
import type { Finding } from './finding.ts';

/** Every value of a file that says 待填写, with its key path. @param raw what the file holds, as plain data. Pure. */
export function placeholdersIn(file: string, raw: unknown): Finding[] {
  const found: Finding[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (value.includes(TO_BE_FILLED))
        found.push({ cause: 'placeholder', file, what: path.replace(/\[\d+\]/g, '[]'), where: path, found: value });
    } else if (Array.isArray(value)) value.forEach((one, n) => void visit(one, `${path}[${n}]`));
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) visit(one, path === '' ? key : `${path}.${key}`);
  };
  visit(raw, '');
  return found;
}

/** The texts of written documents in which something is still to be filled in, and those that are not there. */
export async function planFindings(root: string, contract: ContractBundle): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { file, name } of textsOf(contract)) {
    try {
      const count = countBlanks(decodeUtf8(await readLimited(join(root, file), file), file));
      if (count > 0)
        findings.push({ cause: 'placeholder', file, what: `《${name}》正文`, where: `${count} 处“${TO_BE_FILLED}”` });
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
      findings.push({ cause: 'placeholder', file, what: `《${name}》没有正文`, where: error.summary });
    }
  }
  return findings;
}
