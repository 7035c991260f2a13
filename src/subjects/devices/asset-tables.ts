/** Assets as a table, and each by the names that the contract's data give to what is known of it. Pure. */
import { type Asset, assetSchema } from '../../contract/terms/assets.ts';
import type { Naming } from '../../page/naming.ts';
import type { TableColumn } from '../../page/table.ts';
import { labelsOf } from '../../records/fields.ts';

/** What a property of an asset is called. */
export const assetLabels = labelsOf(assetSchema);

const named = (property: keyof typeof assetLabels, more: Omit<TableColumn<Asset>, 'label'>): TableColumn<Asset> => ({
  label: assetLabels[property],
  ...more,
});

/** Of which each list takes what it needs. */
export const assetColumns = ({ asset }: Naming) => ({
  id: named('id', { weight: 1.4, value: ({ id }) => id }),
  name: named('name', { weight: 1.6, title: true, value: ({ name }) => name }),
  kind: named('kind', { weight: 1.2, value: ({ kindName }) => kindName }),
  place: named('place', { weight: 1.3, value: ({ place }) => place }),
  role: named('role', { wide: true, value: ({ role }) => role ?? null }),
  host: named('host', { weight: 1.2, value: ({ host }) => (host === undefined ? null : asset(host)) }),
  serial: named('serial', { weight: 1.2, value: ({ serial }) => serial ?? null }),
});
