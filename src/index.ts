/** The package for programs: the same use cases that the command line and the MCP tools call. */
export { type Classification, classifySong } from './classify/classify-song.js';
export { type EmbedDependencies, embedSong, type SongEmbedding } from './embed/embed-song.js';
export { CollapError, type ErrorCode, type ErrorDocument } from './errors.js';
export { forgetPaths } from './library/forget-paths.js';
export { createIndexJobs, type IndexJobs } from './library/index-jobs.js';
export { type IndexProgress, type IndexReport, indexPaths } from './library/index-paths.js';
export { parseRange, type TrackFilter } from './library/track-filter.js';
export { openWorkspace, type Workspace } from './library/workspace.js';
export { loadModelCard, type ModelCard, type TextVariant } from './model/card.js';
export type { Model } from './model/model.js';
export { openModel } from './model/open-model.js';
export { attendSong, type SongAttention } from './retrieve/attend-song.js';
export { type FindQuery, type FindResult, findSongs } from './retrieve/find-songs.js';
export { startHttpServer } from './server/http.js';
export { serveMcpStdio } from './server/stdio.js';
export { createMcpServer } from './tools/create-mcp-server.js';
export type { Certainty, Evidence, ModelIdentity, Progress, SongMatch, TimeSpan } from './types.js';
