import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from './access';

/** Where a program begins. */
@ApiTags('System')
@Controller('api')
export class IndexController {
  @Get()
  @Allow('anyone')
  @ApiOperation({ summary: 'What there is' })
  index(): { name: string; links: Record<string, string> } {
    const list = ['organisations', 'people', 'rounds', 'applications', 'reviews', 'awards', 'reports', 'funds'];
    const links = Object.fromEntries(list.map((name) => [name, `/api/${name}`]));
    return {
      name: 'Innovation Fund',
      links: { docs: '/api/docs', openapi: '/api/docs-json', signIn: '/api/sign-in', me: '/api/me', ...links },
    };
  }
}
