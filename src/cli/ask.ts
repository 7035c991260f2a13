/** Asks on a terminal: a record field by field, and the measures of a confirmation. */
import { createInterface } from 'node:readline/promises';
import { UserError } from '../pipeline/errors.ts';
import type { Measure, OpenRow } from '../pipeline/open-rows.ts';

/** @returns the answers as JSON text, to be read like a file @throws UserError when the kind has lists to fill in */
export async function askRecord(kind: string): Promise<string> {
  const { entryFields } = await import('../pipeline/add-record.ts');
  const fields = await entryFields(kind);
  const rows = fields.find((f) => f.required && f.shape === 'rows');
  if (rows !== undefined) {
    throw new UserError('这种记录含有明细表，请写成文件登记', {
      at: rows.label,
      expected: `opsledger record ${kind} --from 文件.yaml`,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Record<string, unknown> = {};
  try {
    for (const field of fields.filter((f) => f.shape !== 'rows')) {
      const hint = [
        field.choices === undefined
          ? field.example === undefined
            ? ''
            : `如 ${field.example}`
          : Object.entries(field.choices)
              .map(([code, word]) => `${code}=${word}`)
              .join(' '),
        field.required ? '' : '可空',
      ].filter((h) => h !== '');
      const answer = (
        await terminal.question(`${field.label}${hint.length > 0 ? `（${hint.join('；')}）` : ''}：`)
      ).trim();
      if (answer === '') continue;
      answers[field.name] = field.shape === 'texts' ? answer.split(/[,，、\s]+/) : answer;
    }
  } finally {
    terminal.close();
  }
  return JSON.stringify(answers);
}

/** Asks for the measure of each open row of an inspection; an empty answer leaves it unrecorded. */
export async function askMeasures(rows: readonly OpenRow[]): Promise<Measure[]> {
  if (rows.length === 0) return [];
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const measures: Measure[] = [];
  try {
    process.stderr.write(`有 ${rows.length} 项需要写明处理措施，直接回车跳过\n`);
    for (const { check, target, instance, text } of rows) {
      const action = (await terminal.question(`${text}\n  处理措施：`)).trim();
      if (action === '') continue;
      const permit = (await terminal.question('  许可编号（可空）：')).trim();
      measures.push({
        check,
        target,
        action,
        ...(instance === null ? {} : { instance }),
        ...(permit === '' ? {} : { permit }),
      });
    }
  } finally {
    terminal.close();
  }
  return measures;
}
