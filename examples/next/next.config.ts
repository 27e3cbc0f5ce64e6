import type {NextConfig} from 'next';

export default {trailingSlash: true, outputFileTracingRoot: import.meta.dirname} satisfies NextConfig;
