/** Where class-transformer keeps which class a nested field is of; the package has it, without types at this path. */
declare module 'class-transformer/cjs/storage' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage';
}
