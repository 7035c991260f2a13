/** 佐证图片: the pictures attached to records, as several deliverables print them. */
import { formatDateTime } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ImageBlock, Section } from '../../src/report/block.ts';

/** Every picture attached to the given records. */
export function pictureBlocks(records: readonly AnyRecord[]): ImageBlock[] {
  return records.flatMap((record) =>
    (record.attachments ?? []).flatMap((a): ImageBlock[] => {
      if (a.type !== 'image/png' && a.type !== 'image/jpeg') return [];
      const place = a.place === undefined ? '' : `，${a.place}`;
      const caption = `${a.subject}（${formatDateTime(a.takenAt)}${place}；记录 ${record.id}）`;
      return [{ type: 'image', sha256: a.sha256, mediaType: a.type, caption, alt: caption }];
    }),
  );
}

/** Section of pictures, or nothing when there are none. */
export function pictureSection(title: string, records: readonly AnyRecord[]): Section[] {
  const blocks = pictureBlocks(records);
  return blocks.length === 0 ? [] : [{ id: 'pictures', title, blocks }];
}
