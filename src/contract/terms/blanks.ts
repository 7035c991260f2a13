/** What stands 待填写 in the contract's data: no document goes out in the name of such a contract by itself. Pure. */
import { type Contract, TO_BE_FILLED } from './contract.ts';

/** How a text says that somebody still has to write something there. */
export const TO_BE_SUPPLIED = '待补充';

/** Fields of the contract that every document prints and that nobody has filled in, by their Chinese names. */
export function contractBlanks({ number, project, parties }: Contract): string[] {
  const printed = {
    合同编号: number,
    项目名称: project,
    '⟦采购人⟧': parties.purchaser,
    '⟦供应商⟧': parties.supplier,
    '⟦监理⟧': parties.supervisor,
  };
  return Object.entries(printed).flatMap(([label, value]) => (value?.includes(TO_BE_FILLED) === true ? [label] : []));
}

/** Posts of the contract whose name nobody has filled in. */
export const peopleBlanks = ({ people }: Contract): string[] =>
  people.filter(({ name }) => name.includes(TO_BE_FILLED)).map(({ role }) => role);

/** How often a text says 待填写. */
export const countBlanks = (text: string): number => text.split(TO_BE_FILLED).length - 1;
