import type {html} from 'hono/html';

/** The result of `html`: markup with escaped interpolated values. */
export type Markup = ReturnType<typeof html>;
