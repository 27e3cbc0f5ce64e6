import type {html} from 'hono/html';

/** What `html` gives: markup whose interpolated values have been escaped. */
export type Markup = ReturnType<typeof html>;
