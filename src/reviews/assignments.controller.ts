import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { Applications } from '../applications/applications.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { applicationReviewsPage } from './assignments.pages';
import { Assignments } from './assignments.service';
import { Assigned, Progress, Ranking } from './ranking.dto';
import { ApplicationReviews, ReviewView } from './review-view.dto';
import { rankingPage } from './ranking.pages';
import { Rankings } from './rankings.service';
import { assignedSentence, Assignment, assignmentFrom, Rescheduling } from './reviews.dto';
import { Reviewers } from './reviewers.service';
import { Reviews } from './reviews.service';
import { roundReviewsPage } from './round-reviews.pages';

/** Who reviews what by when, and what it comes to; for programs. */
@ApiTags('Reviews')
@Controller('api')
export class AssignmentsApi {
  constructor(
    private readonly assignments: Assignments,
    private readonly reviews: Reviews,
    private readonly rankings: Rankings,
  ) {}

  @Get('applications/:id/reviews')
  @Allow('signed-in')
  @ApiOperation({ summary: 'The reviews of an application, for those who oversee them' })
  @ApiResponse({ status: 200, type: ApplicationReviews })
  async ofApplication(@Me() me: Actor, @Id() id: string): Promise<ApplicationReviews> {
    return { items: await this.reviews.ofApplication(me, id), next: null };
  }

  @Post('applications/:id/reviews')
  @Allow('program')
  @ApiOperation({
    summary: 'Assign reviewers to an application',
    description: 'All of them or none. A submitted application is taken into review by it.',
  })
  @ApiResponse({ status: 201, type: ApplicationReviews })
  async assign(@Me() me: Actor, @Id() id: string, @Body() input: Assignment): Promise<ApplicationReviews> {
    await this.assignments.assign(me, id, input);
    return { items: await this.reviews.ofApplication(me, id), next: null };
  }

  @Get('rounds/:id/reviews')
  @Allow('signed-in')
  @ApiOperation({ summary: 'How far the reviews of a round are, by reviewer' })
  @ApiResponse({ status: 200, type: Progress })
  progress(@Me() me: Actor, @Id() id: string): Promise<Progress> {
    return this.rankings.progress(me, id);
  }

  @Post('rounds/:id/reviews')
  @Allow('program')
  @ApiOperation({
    summary: 'Assign reviewers to every application of a round',
    description: 'Leaves out what a reviewer has or had already, and applications that the reviewer’s own city leads.',
  })
  @ApiResponse({ status: 201, type: Assigned })
  assignRound(@Me() me: Actor, @Id() id: string, @Body() input: Assignment): Promise<Assigned> {
    return this.assignments.assignRound(me, id, input);
  }

  @Get('rounds/:id/ranking')
  @Allow('signed-in')
  @ApiOperation({
    summary: 'The applications of a round by the mean of their submitted scores',
    description: 'For staff and auditors. Equal scores share a rank, and stand in the order in which they were sent.',
  })
  @ApiResponse({ status: 200, type: Ranking })
  rank(@Me() me: Actor, @Id() id: string): Promise<Ranking> {
    return this.rankings.rank(me, id);
  }

  @Post('reviews/:id/reschedule')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Move the due date of a review, and its reminders with it' })
  @ApiResponse({ status: 200, type: ReviewView })
  async reschedule(@Me() me: Actor, @Id() id: string, @Body() { dueOn }: Rescheduling): Promise<ReviewView> {
    await this.assignments.reschedule(me, id, dueOn);
    return this.reviews.view(me, id);
  }

  @Post('reviews/:id/recall')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Take a review back from its reviewer' })
  @ApiResponse({ status: 200, type: ReviewView })
  async recall(@Me() me: Actor, @Id() id: string): Promise<ReviewView> {
    await this.assignments.recall(me, id);
    return this.reviews.view(me, id);
  }
}

/** Who reviews what by when, and what it comes to; in a browser. */
@PageDoor()
@Controller()
export class AssignmentsPages {
  constructor(
    private readonly assignments: Assignments,
    private readonly applications: Applications,
    private readonly reviews: Reviews,
    private readonly reviewers: Reviewers,
    private readonly rankings: Rankings,
    private readonly histories: Histories,
  ) {}

  @Get('applications/:id/reviews')
  @Allow('signed-in')
  async ofApplication(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const reviews = await this.reviews.ofApplication(me, id);
    const application = await this.applications.view(me, id);
    const [reviewers, closed] = await Promise.all([this.reviewers.list(me), this.assignments.closed(me, id)]);
    const history = await this.histories.of(me, `application:${id}`);
    return applicationReviewsPage({ frame, application, reviews, reviewers, closed, history });
  }

  @Post('applications/:id/reviews')
  @Allow('program')
  async assign(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const given = await this.assignments.assign(me, id, read(Assignment, assignmentFrom(form)));
    return new SeeOther(`/applications/${id}/reviews`, assignedSentence(given.length, { already: 0, ownCity: 0 }));
  }

  @Get('rounds/:id/reviews')
  @Allow('signed-in')
  async ofRound(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const progress = await this.rankings.progress(me, id);
    return roundReviewsPage({ frame, progress, reviewers: await this.reviewers.list(me) });
  }

  @Post('rounds/:id/reviews')
  @Allow('program')
  async assignRound(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { reviews, skipped } = await this.assignments.assignRound(me, id, read(Assignment, assignmentFrom(form)));
    return new SeeOther(`/rounds/${id}/reviews`, assignedSentence(reviews.length, skipped));
  }

  @Get('rounds/:id/ranking')
  @Allow('signed-in')
  async rank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return rankingPage({ frame, ranking: await this.rankings.rank(me, id) });
  }

  @Post('reviews/:id/reschedule')
  @Allow('program')
  async reschedule(@Me() me: Actor, @Id() id: string, @Body() { dueOn }: Rescheduling): Promise<SeeOther> {
    await this.assignments.reschedule(me, id, dueOn);
    return new SeeOther(`/reviews/${id}`, 'The date is moved, and its reminders with it.');
  }

  @Post('reviews/:id/recall')
  @Allow('program')
  async recall(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { applicationId } = await this.assignments.recall(me, id);
    return new SeeOther(`/applications/${applicationId}/reviews`, 'The review is recalled.');
  }
}
