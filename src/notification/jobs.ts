export { PostNotices } from './post-notices.js';
