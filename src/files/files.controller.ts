import { Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { Upload, Uploaded } from '../kernel/upload';
import { FileName, FileView, fileView } from './files.dto';
import { Files } from './files.service';

/** Files, for programs; pages send theirs along with the form. */
@ApiTags('Files')
@Controller('api/files')
@Allow('city', 'program', 'finance', 'admin')
export class FilesApi {
  constructor(private readonly files: Files) {}

  @Post()
  @ApiOperation({ summary: 'Upload a file of at most 10 MB, to attach it to something afterwards' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, type: FileView })
  async add(@Me() me: Actor, @Query() { name }: FileName, @Uploaded() { content }: Upload): Promise<FileView> {
    return fileView(await this.files.add(me, { name, content }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'A file that you uploaded' })
  @ApiResponse({ status: 200, type: FileView })
  async show(@Me() me: Actor, @Id() id: string): Promise<FileView> {
    return fileView(await this.files.own(me, id));
  }

  @Get(':id/content')
  @ApiOperation({ summary: 'The bytes of a file that you uploaded' })
  @ApiResponse(anyFile)
  async content(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.files.download((await this.files.own(me, id)).id);
  }
}
