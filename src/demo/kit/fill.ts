/** Texts that differ as work differs: templates whose slots are drawn anew for each day. Pure. */
import { departments } from './people.ts';
import type { Random } from './random.ts';

/** What a slot stands for; `{2-9}` is a whole number, `{a|b|c}` one of the words. */
const slots: Readonly<Record<string, (random: Random) => string>> = {
  host: (random) => `应用服务器 ${random.int(1, 3)}`,
  room: (random) => `${random.pick(['东楼', '西楼'])} ${random.int(2, 5)}0${random.int(1, 9)}`,
  user: (random) => random.pick(departments).user,
  rows: (random) => String(random.int(1_200, 48_900)),
  tenth: (random) => `${random.int(0, 9)}.${random.int(1, 9)}`,
  system: (random) => random.pick(['人事管理', '行政管理', '案件管理', '值班考勤', '物品管理', '数据统计']),
  table: (random) => random.pick(['请假单', '加班单', '考勤流水', '立案登记', '笔录索引', '物品库存', '公告']),
  interface: (random) => random.pick(['其他部门数据接口', '短信接口', 'GIS 地图接口', '监控视频接口']),
};

/**
 * @throws RangeError when a template names a slot that does not exist
 */
export function fill(template: string, random: Random): string {
  return template.replace(/\{([^}]+)\}/g, (_, slot: string) => {
    const range = /^(\d+)-(\d+)$/.exec(slot);
    if (range !== null) return String(random.int(Number(range[1]), Number(range[2])));
    if (slot.includes('|')) return random.pick(slot.split('|'));
    const draw = slots[slot];
    if (draw === undefined) throw new RangeError(`no slot ${slot}`);
    return draw(random);
  });
}
