/** Asks for a record field by field on a terminal. */
import { createInterface } from 'node:readline/promises';
import { entryFields } from '../pipeline/add-record.ts';
import { UserError } from '../pipeline/errors.ts';

/** @returns the answers as JSON text, to be read like a file @throws UserError when the kind has lists to fill in */
export async function askRecord(kind: string): Promise<string> {
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
