/** What of the library a WebM needs, name by name: a build in one file would take all of it with a loaded namespace. */
export { BufferTarget, CanvasSource, Output, QUALITY_HIGH, WebMOutputFormat } from 'mediabunny';
