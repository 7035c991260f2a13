/** Fills in what a new workspace leaves 待填写, so that its documents go out by themselves. */
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Contract and written documents, in one commit. @param at ISO instant that the commit is given */
export async function fillIn(root: string, at: string): Promise<void> {
  const plans = (await readdir(join(root, 'plans'))).map((name) => `plans/${name}`);
  for (const path of ['contract/contract.yaml', ...plans]) {
    const text = await readFile(join(root, path), 'utf8');
    await writeFile(join(root, path), text.replaceAll(/(?<!“)待填写(?!”)/g, '测试值'));
  }
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', ['-C', root, ...who, 'commit', '--quiet', '--all', `--date=${at}`, '--message=填写']);
}
