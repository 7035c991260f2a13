/** What the commands share that write down how documents are handed over: `deliver`, `receive` and `return`, in part `waive`. */
import { type Command, Option } from 'commander';
import { parseAt, parseMonth } from '../pipeline/clock.ts';
import type { DeliveryAction, DeliveryRequest } from '../pipeline/signoff/deliver.ts';
import { CLAIMED } from '../wording/words.ts';
import { print, type Shared, say, shared, sharedOptions, typedPath, withSession } from './context.ts';

/** How a command names the act. */
interface DeliveryWords {
  what: string;
  /** Description of the command. */
  text: string;
  /** Who acts. */
  by: string;
  example: string;
}

/** Adds the command of one act of handing over. */
export function deliveryCommand(program: Command, action: DeliveryAction, words: DeliveryWords): void {
  sharedOptions(
    program.command(action).argument('[文档...]', '文档编号，如 HQSF-XJ-20261124-r1；或 交付物/期次，取当前版次'),
  )
    .description(words.text)
    .requiredOption('--by <姓名>', words.by)
    .option('--month <年月>', `不逐份写明：该月签发的、可${words.what}的全部文档`)
    .option('--obligation <交付物...>', '与 --month 一起，只限这些交付物')
    .option('--via <方式>', '方式，如 现场递交')
    .addOption(
      new Option('--reason <文字>', action === 'return' ? '退回原因' : '备注').makeOptionMandatory(action === 'return'),
    )
    .option('--time <时间>', `实际${words.what}时间，事后登记时写；默认现在`)
    .option('--scan <文件...>', '签字页、回执等扫描件')
    .addHelpText('after', `\n示例：\n  ${words.example}`)
    .action(async (documents: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const { recordDelivery } = await import('../pipeline/signoff/deliver.ts');
      const request = deliveryRequest(action, documents, options, common);
      const result = await withSession(common, (session) => recordDelivery(session, request));
      for (const notice of result.notices) say(`注意：${notice}`);
      const lines = [
        ...result.recorded.map(
          (one) =>
            `已登记${one.claimed ? `${words.what}说明，${CLAIMED}：` : `${words.what} `}${one.number}（${one.id}）`,
        ),
        ...proofHint(result.recorded),
        ...result.unchanged.map((one) => `先前已${words.what} ${one.number}`),
        ...(action === 'return'
          ? result.recorded.map(
              (one) => `下一步：改正后运行 opsledger confirm ${one.obligation} ${one.period} --by 姓名，随即签发下一版`,
            )
          : []),
      ];
      print(common, result, lines.length > 0 ? lines : [`没有可${words.what}的文档`]);
    });
}

/** What makes an act of the purchaser count that so far only the supplier tells of. */
export function proofHint(recorded: readonly { id: string; claimed: boolean }[]): string[] {
  const first = recorded.find(({ claimed }) => claimed);
  if (first === undefined) return [];
  return [
    `下一步：没有⟦采购人⟧签字的扫描件，不计为⟦采购人⟧的行为；附上后即计入：opsledger attach ${first.id} 扫描件 --signed`,
  ];
}

function deliveryRequest(
  action: DeliveryAction,
  documents: string[],
  options: Record<string, unknown>,
  { now }: Shared,
): DeliveryRequest {
  return {
    action,
    documents,
    person: String(options.by),
    now,
    ...(options.month === undefined ? {} : { month: parseMonth(String(options.month)) }),
    ...(options.obligation === undefined ? {} : { obligations: options.obligation as string[] }),
    ...(options.via === undefined ? {} : { via: String(options.via) }),
    ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
    ...actFacts(options),
  };
}

/** When it happened and what shows it, as the options say. */
export const actFacts = (options: Record<string, unknown>) => ({
  ...(options.time === undefined ? {} : { happenedAt: parseAt(String(options.time)) }),
  ...(options.scan === undefined ? {} : { scans: (options.scan as string[]).map(typedPath) }),
});
