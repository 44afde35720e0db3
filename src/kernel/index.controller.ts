import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from './access';
import { ApiIndex } from './system.dto';

const account = ['me', 'tokens', 'tasks'];
const lists = [
  'organisations',
  'people',
  'payees',
  'funds',
  'rounds',
  'applications',
  'reviews',
  'awards',
  'reports',
  'mail',
  'letters',
  'reminders',
  'queues',
];

/** Where a program begins. */
@ApiTags('System')
@Controller('api')
export class IndexController {
  @Get()
  @Allow('anyone')
  @ApiOperation({ summary: 'What there is' })
  @ApiResponse({ status: 200, type: ApiIndex })
  index(): ApiIndex {
    const links = Object.fromEntries([...account, ...lists].map((name) => [name, `/api/${name}`]));
    return { name: 'Innovation Fund', links: { docs: '/api/docs', openapi: '/api/docs-json', ...links } };
  }
}
