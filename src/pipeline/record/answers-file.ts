/** What an engineer writes beside the confirmation: 处理措施 and results of manual checks. */
import { z } from 'zod';
import { UserError } from '../../contract/error.ts';
import { type ManualResult, manualResultSchema } from '../../records/reading.ts';
import { type Measure, measureSchema } from '../../subjects/signing/kinds/signoff.ts';
import { parseWith } from '../../workspace/text/parse.ts';
import { parseData, readOutsideDataFile } from '../../workspace/text/yaml.ts';

const schema = z.strictObject({
  measures: z.array(measureSchema).optional().meta({ label: '处理措施' }),
  manual: z.array(manualResultSchema).optional().meta({ label: '人工检查结果' }),
});

/** @param path of a YAML or JSON file; `-` is standard input. @throws UserError naming the field that is wrong */
export async function confirmFile(
  path: string,
  now: string,
): Promise<{ measures?: Measure[]; manual?: ManualResult[] }> {
  const value = path === '-' ? parseData(await readStdin(), '标准输入.yaml', 'entry') : await readOutsideDataFile(path);
  if (typeof value !== 'object' || value === null) {
    throw new UserError('确认文件没有内容', {
      file: path === '-' ? '标准输入' : path,
      expected: 'measures（处理措施）或 manual（人工检查结果）',
      hint: '没有要写的，去掉 --from 再确认',
    });
  }
  const parsed = parseWith(schema, withTimes(value as Record<string, unknown>, now), { file: path });
  return {
    ...(parsed.measures === undefined ? {} : { measures: parsed.measures }),
    ...(parsed.manual === undefined ? {} : { manual: parsed.manual }),
  };
}

/** A manual result without its own time was seen now; it is written down now, whatever it says. */
function withTimes(value: Record<string, unknown>, now: string): Record<string, unknown> {
  if (!Array.isArray(value.manual)) return value;
  return {
    ...value,
    manual: value.manual.map((row: unknown) =>
      typeof row === 'object' && row !== null ? { at: now, ...row, enteredAt: now } : row,
    ),
  };
}

/** All of standard input. */
export async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
