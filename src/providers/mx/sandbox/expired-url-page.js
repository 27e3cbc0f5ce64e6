// The page at a used or expired URL, in the variant in which it posts mx/load.

import {post} from '/assets/connect-post.js';

post({mx: true, type: 'mx/load', metadata: {}});
