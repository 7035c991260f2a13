/**
 * Who signs a document, and where: the signature forms that the data name. Those of the tool stand here, in no contract's
 * words; `signatures` of `contract/contract.yaml` adds others, or replaces one of the same id.
 */
import { z } from 'zod';
import { boolean, optional, slug, text } from '../scalars.ts';

/** What somebody did of a document; its name is printed where it is known. */
export const signingActs = {
  prepare: '编制',
  review: '审核',
  approve: '批准',
  inspect: '巡检',
} as const;

const parties = { supplier: '供应商', purchaser: '采购人', supervisor: '监理', none: '不分方' } as const;

export const signatureLineSchema = z.strictObject({
  party: z
    .enum(Object.keys(parties) as [keyof typeof parties, ...(keyof typeof parties)[]])
    .meta({ label: '签字方', choices: parties })
    .describe('Lines of one party that follow each other are one box.'),
  label: text().meta({ label: '印出的栏名', example: '编制' }),
  act: optional(z.enum(Object.keys(signingActs) as [keyof typeof signingActs, ...(keyof typeof signingActs)[]]))
    .meta({ label: '事项', choices: signingActs })
    .describe('Prints who did it, where that is known.'),
  person: optional(slug())
    .meta({ label: '人员', example: 'project-manager' })
    .describe('Prints the name of this one of `people`.'),
  text: optional(text()).meta({ label: '印出的内容', example: '□ 同意　□ 退回（原因）' }),
  newBox: optional(boolean()).meta({ label: '另起一栏' }),
});

export const signatureSchema = z.strictObject({
  id: slug().meta({ label: '签字规则编号', example: 'full' }),
  name: text().meta({ label: '名称', example: '供应商与采购人' }),
  lines: z.array(signatureLineSchema).meta({ label: '栏目' }),
  note: optional(text()).meta({ label: '说明' }),
  withDeliveries: optional(boolean())
    .meta({ label: '随交付登记签收' })
    .describe(
      'true: says that it is signed for with the register of the deliveries, by its name; nothing where there is none.',
    ),
});

export type Signature = z.infer<typeof signatureSchema>;
type Line = Signature['lines'][number];

const supplier: Line[] = [
  { party: 'supplier', label: '编制', act: 'prepare' },
  { party: 'supplier', label: '审核', act: 'review' },
  { party: 'supplier', label: '批准（盖章处）', act: 'approve' },
  { party: 'supplier', label: '日期' },
];
const purchaser: Line[] = [
  { party: 'purchaser', label: '签收意见', text: '□ 同意　□ 退回（原因）' },
  { party: 'purchaser', label: '签收人（盖章处）' },
  { party: 'purchaser', label: '日期' },
];
const supervisor: Line[] = [
  { party: 'supervisor', label: '意见' },
  { party: 'supervisor', label: '签字（盖章处）' },
  { party: 'supervisor', label: '日期' },
];

/** The forms that every contract can use. */
export const standardSignatures: readonly Signature[] = [
  {
    id: 'daily-monthly-list',
    name: '巡检人/复核人，随交付登记签收',
    lines: [
      { party: 'none', label: '巡检人', act: 'inspect' },
      { party: 'none', label: '日期' },
      { party: 'none', label: '复核人', act: 'review', newBox: true },
      { party: 'none', label: '日期' },
    ],
    withDeliveries: true,
  },
  { id: 'full', name: '供应商与采购人', lines: [...supplier, ...purchaser] },
  { id: 'supplier-only', name: '供应商', lines: supplier },
  { id: 'full-supervisor', name: '供应商、采购人与监理', lines: [...supplier, ...purchaser, ...supervisor] },
];

/** All forms that a contract can name, its own first. */
export function signaturesOf({ signatures = [] }: { signatures?: readonly Signature[] | undefined }): Signature[] {
  return [...signatures, ...standardSignatures.filter((one) => !signatures.some(({ id }) => id === one.id))];
}
