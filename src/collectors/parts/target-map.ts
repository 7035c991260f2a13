/** Which asset each name of a monitor is: in the settings of sources that read many assets at once. */
import { z } from 'zod';
import { expandRange, MAX_ASSETS } from '../../contract/bundle/expand-assets.ts';
import { text } from '../../contract/scalars.ts';
import { ASSET_RANGE } from '../../contract/terms/assets.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NUMBER = /\{(n+)\}/g;

/**
 * Name → asset id. `"10.1.9.{n}:9100": printer-1..120` stands for an entry for each asset of the range, with its number where
 * `{n}` is (`{nn}`: two figures at least).
 */
export const targetMap = () =>
  z
    .record(
      text(),
      z
        .string()
        .refine(
          (id) => SLUG.test(id) || ASSET_RANGE.test(id),
          '应为资产编号，例如 app-server-1；成批的写成 printer-1..120',
        ),
    )
    .transform((given, check) => {
      const all = new Map<string, string>();
      const refuse = (name: string, message: string) => {
        check.addIssue({ code: 'custom', path: [name], message });
        return z.NEVER;
      };
      for (const [name, id] of Object.entries(given)) {
        const ids = expandRange(id);
        if (ids === null) return refuse(name, `应为起号不大于止号、不超过 ${MAX_ASSETS} 项的编号`);
        if (ids.length > 1 && name.search(NUMBER) === -1)
          return refuse(name, '应为一项资产；成批的，名称中写 {n}，例如 "10.1.9.{n}:9100"');
        for (const { id: asset, n } of ids) {
          const own =
            n === null ? name : name.replace(NUMBER, (_, letters: string) => String(n).padStart(letters.length, '0'));
          if (all.has(own)) return refuse(name, `不与前面的重复：${own} 已对应 ${all.get(own)}`);
          all.set(own, asset);
        }
      }
      return Object.fromEntries(all);
    });
