/** What a contract says of itself in so many words: project, number, parties, service period. Nothing is inferred. Pure. */
import { servicePeriodIn } from './hints.ts';

export interface PlainTerms {
  /** The title above everything. */
  project?: string;
  number?: string;
  purchaser?: string;
  supplier?: string;
  supervisor?: string;
  servicePeriod?: { from: string; to: string };
}

const PARTY =
  /^(?:甲方|乙方|丙方|采购人|供应商|委托方|受托方|委托人|受托人|发包方|承包方|业主|监理|监理人|监理单位|中标人|服务方)$/;
const SIDES: Readonly<Record<string, 'purchaser' | 'supplier' | 'supervisor'>> = {
  ...{
    甲方: 'purchaser',
    采购人: 'purchaser',
    委托方: 'purchaser',
    委托人: 'purchaser',
    发包方: 'purchaser',
    业主: 'purchaser',
  },
  ...{
    乙方: 'supplier',
    供应商: 'supplier',
    受托方: 'supplier',
    受托人: 'supplier',
    承包方: 'supplier',
    中标人: 'supplier',
  },
  ...{ 服务方: 'supplier', 监理: 'supervisor', 监理人: 'supervisor', 监理单位: 'supervisor' },
};
/** What stands where nothing was filled in. */
const BLANK = /^[\s_＿—\-－/／…．.×xX*（）()〔〕[\]]*$/;

/** @param lines of the whole file; what it says twice in different words is left to a person */
export function plainTermsIn(lines: readonly string[]): PlainTerms {
  const said = new Map<string, Set<string>>();
  const say = (key: string, text: string): void => {
    const value = text
      .replace(/[\s\u3000_＿]+$/, '')
      .replace(/^[\s\u3000_＿]+/, '')
      .replace(/[（(]?(?:盖章|公章|签章)[）)]?$/, '')
      .replace(/[；;。，,、]$/, '');
    if (BLANK.test(value) || value.length > 60) return;
    said.set(key, (said.get(key) ?? new Set()).add(value));
  };
  for (const line of lines) {
    for (const piece of line.split(/\t+| {3,}|\u3000{3,}/)) readPiece(piece.trim(), say);
  }
  const only = (key: string): string | undefined => {
    const values = [...(said.get(key) ?? [])];
    return values.length === 1 ? values[0] : undefined;
  };
  const found = {
    project: only('project') ?? titleOf(lines),
    number: only('number'),
    ...{ purchaser: only('purchaser'), supplier: only('supplier'), supervisor: only('supervisor') },
    servicePeriod: servicePeriodIn(lines.join('\n')),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function readPiece(piece: string, say: (key: string, text: string) => void): void {
  const [, label = '', role, value = ''] =
    /^([^：:（(\s]{2,6})[\s\u3000]*(?:[（(]([^）)]{1,8})[）)])?[\s\u3000]*[：:](.+)$/.exec(piece) ?? [];
  if (value === '') return;
  const key = label.replace(/[\s\u3000]/g, '');
  if (/^(?:合同编号|合同号|协议编号)$/.test(key)) say('number', value);
  else if (/^项目名称$/.test(key)) say('project', value);
  else if (PARTY.test(key)) {
    const side = SIDES[key] ?? (role === undefined ? undefined : SIDES[role]);
    if (side !== undefined) say(side, value);
  }
}

/** The first line when it is a title and no sentence: 某某运维服务合同. */
function titleOf(lines: readonly string[]): string | undefined {
  const first = lines
    .slice(0, 6)
    .find((line) => /(?:合同|协议书?|采购需求|服务要求)$/.test(line.trim()))
    ?.trim();
  return first !== undefined &&
    first.length >= 6 &&
    first.length <= 50 &&
    !/[。；：:，]/.test(first) &&
    !/^第/.test(first)
    ? first
    : undefined;
}
