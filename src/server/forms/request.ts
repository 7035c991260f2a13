/** What a form needs of the request that it came with: less than a page gets. */

import type { DeskCalls } from '../../desk/desk-calls.ts';
import type { FormValues } from '../../forms/form-values.ts';
import type { Viewer } from '../request/viewer.ts';
import type { Forms } from './forms.ts';

export interface FormRequest {
  query: Readonly<Record<string, string>>;
  form: FormValues;
  forms: Forms;
  viewer: Viewer;
  desk: DeskCalls;
  /** ISO instant. */
  now: string;
}

/** A page of a form: its template, and its data. */
export interface FormPage {
  page: string;
  title: string;
  data: object;
  status?: 200 | 400 | 409;
}
