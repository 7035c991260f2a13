/** After an update of the program a genuine archive is called that, and not falsified. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { opsledger } from '../../support/command.ts';
import { copyProgram } from '../_program.ts';
import { cleanUp, DAY, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

afterAll(cleanUp);

const at = (time: string) => `${DAY}T${time}+08:00`;

it('says so of an update that touches which records a document takes', async () => {
  const root = await makeWorkspace();
  const session = await open(root);
  await inspect(session, at('09:00:00'));
  await note(session, noteDraft(at('10:00:00'), '清理临时文件'));
  await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:00:00') });
  await session.close();
  const program = await copyProgram();
  const verified = async () => (await opsledger(['verify', '--rerender', '--workspace', root], { program })).stdout;

  // With another template nothing is drawn again, and what is composed is still compared.
  await writeFile(join(program, 'templates', 'new.hbs'), '\n');
  const same = await verified();
  expect(same).toContain('渲染环境不同，已核对内容：1 份');
  expect(same).not.toContain('真实性');

  // What the update is for: the document would come out without its notes.
  const window = join(program, 'src/pipeline/compose/window.ts');
  const text = await readFile(window, 'utf8');
  const changed = text.replace(
    "if (window === 'period') return ofOccurrence(occurrence);",
    "if (window === 'period') return nothing(occurrence.from);",
  );
  expect(changed).not.toBe(text);
  await writeFile(window, changed);
  const updated = await verified();
  expect(updated).toContain('编制程序已更新，已核对输入与文件：1 份');
  expect(updated).not.toContain('真实性');
});
