import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../kernel/input';
import type { FileRow } from './files.service';

/** How a file is called. */
export class FileName {
  @ApiProperty({ example: 'letter.pdf' })
  @IsText('The name of the file', 200)
  name: string;
}

/** A file as its uploader sees it; put its id where something asks for a `fileId`. */
export class FileView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ example: 'application/pdf', description: 'What its bytes say that it is.' }) mediaType: string;
  @ApiProperty({ description: 'In bytes.' }) size: number;
  @ApiProperty({ description: 'SHA-256 in hex.' }) sha256: string;
  @ApiProperty({ format: 'date-time' }) uploadedAt: string;
}

export const fileView = ({ id, name, mediaType, size, sha256, uploadedAt }: FileRow): FileView => ({
  ...{ id, name, mediaType, size },
  sha256: Buffer.from(sha256).toString('hex'),
  uploadedAt: uploadedAt.toISOString(),
});
