/** What a hint leaves for the person to fill in (`--by 姓名`) is nobody's name and no reason: copied as it stands it would be kept as one. */
import type { Command, Option } from 'commander';
import { UserError } from '../contract/error.ts';

/** Words that hints of the program put in the place of a value, beside the name that the option's own help has. */
const LEFT_OPEN: ReadonlySet<string> = new Set(['姓名', '原因', '理由', '签收人', '送达人', '写明理由']);

/** @throws UserError naming the option */
export function refusePlaceholders(command: Command): void {
  const given = command.opts() as Readonly<Record<string, unknown>>;
  for (const option of command.options) {
    const values = [given[option.attributeName()]].flat();
    const left = values.find((one) => typeof one === 'string' && (LEFT_OPEN.has(one) || one === nameOf(option)));
    if (left === undefined) continue;
    throw new UserError('照抄了提示中待填写的词', {
      at: option.long ?? option.flags,
      found: String(left),
      expected: '实际的内容',
      hint: `把“${String(left)}”换成真实的${String(left)}再运行；没有登记任何内容`,
    });
  }
}

/** `姓名` of `--by <姓名>`. */
const nameOf = ({ flags }: Option): string | undefined => /<([^>]+?)(?:\.\.\.)?>/.exec(flags)?.[1];
