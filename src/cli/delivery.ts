/** What the commands share that write down how documents are handed over: `deliver`, `receive` and `return`, in part `waive`. */
import { type Command, Option } from 'commander';
import { UserError } from '../contract/error.ts';
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
  /** true: many may be received by the one sheet that lists them. */
  bySheet?: true;
}

/** Adds the command of one act of handing over. */
export function deliveryCommand(program: Command, action: DeliveryAction, words: DeliveryWords): void {
  const command = sharedOptions(
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
    .addHelpText('after', `\n示例：\n  ${words.example}`);
  if (words.bySheet === true) addSheetOptions(command);
  command.action(async (documents: string[], options: Record<string, unknown>) => {
    const common = shared(options);
    if (options.sheet !== undefined) return receiveBySheet(documents, options, common);
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

function addSheetOptions(command: Command): void {
  command
    .option('--sheet <编号>', '按这份签字盖章的签收单，签收单上所列的全部文档；须附 --scan')
    .option('--except <文档...>', '与 --sheet 一起：单上划去、不签收的文档编号')
    .option('--handed-by <姓名>', '与 --sheet 一起：签收单尚未登记送达的，写明递交人');
}

async function receiveBySheet(documents: string[], options: Record<string, unknown>, common: Shared): Promise<void> {
  if (documents.length > 0 || options.month !== undefined) {
    throw new UserError('签收单列明了所签收的文档，不再另写', {
      found: documents[0] ?? `--month ${options.month}`,
      expected: '--sheet 编号，划去的用 --except',
      hint: '去掉另写的文档和 --month；不在单上的另行登记',
    });
  }
  const { receiveSheet } = await import('../pipeline/signoff/signing-sheet.ts');
  const { scans = [], ...act } = actFacts(options);
  const result = await withSession(common, (session) =>
    receiveSheet(session, {
      ...{ sheet: String(options.sheet), person: String(options.by), scans, now: common.now },
      ...(options.except === undefined ? {} : { except: options.except as string[] }),
      ...(options.handedBy === undefined ? {} : { handedBy: String(options.handedBy) }),
      ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
      ...act,
    }),
  );
  for (const notice of result.notices) say(`注意：${notice}`);
  const { sheet, recorded, unchanged, left } = result;
  print(common, result, [
    recorded.length > 0 ? `已按 ${sheet} 登记签收 ${recorded.length} 份（含签收单本身）` : `${sheet} 先前已登记签收`,
    ...(unchanged.length > 0 ? [`先前已签收 ${unchanged.length} 份`] : []),
    ...left.map(({ number, reason }) => `没有签收 ${number}：${reason}`),
  ]);
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
