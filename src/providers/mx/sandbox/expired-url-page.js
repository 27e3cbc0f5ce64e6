// A URL that is over, in the variant in which its page still reports in.

import {post} from '/assets/connect-post.js';

post({mx: true, type: 'mx/load', metadata: {}});
