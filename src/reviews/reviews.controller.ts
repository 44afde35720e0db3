import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Correspondences } from '../kernel/correspondence';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { reviewPage } from './review.pages';
import { ReviewInFull, ReviewList, ReviewView, ScoredView } from './review-view.dto';
import { DeclinedReview, reviewFrom, ReviewsQuery, SavedReview, Submission } from './reviews.dto';
import { reviewsPage } from './reviews.pages';
import { Reviews } from './reviews.service';

/** Reviews, for programs. */
@ApiTags('Reviews')
@ApiExtraModels(ScoredView)
@Controller('api/reviews')
@Allow('signed-in')
export class ReviewsApi {
  constructor(
    private readonly reviews: Reviews,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Reviews in the order in which they are due',
    description:
      'Reviewers see their own; staff and auditors all, without what is sealed. `state` is `open`, or `done` with the latest first.',
  })
  @ApiResponse({ status: 200, type: ReviewList })
  list(@Me() me: Actor, @Query() query: ReviewsQuery): Promise<ReviewList> {
    return this.reviews.list(me, query);
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One review with the application that it is about',
    description: 'Scores, reasons and comment are null for everybody but their author until the review is submitted.',
  })
  @ApiResponse({ status: 200, type: ReviewInFull })
  async show(@Me() me: Actor, @Id() id: string): Promise<ReviewInFull> {
    return { ...(await this.reviews.view(me, id)), application: await this.reviews.material(me, id) };
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What happened to a review, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.reviews.view(me, id);
    return historyList(await this.histories.of(me, `review:${id}`));
  }

  @Put(':id')
  @Allow('reviewer')
  @ApiOperation({ summary: 'Save the draft of your review' })
  @ApiResponse({ status: 200, type: ReviewView })
  async save(@Me() me: Actor, @Id() id: string, @Body() input: SavedReview): Promise<ReviewView> {
    await this.reviews.save(me, id, input);
    return this.reviews.view(me, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Submit your review as it is saved',
    description: 'Every criterion needs a score and a reason. Nothing can be changed afterwards.',
  })
  @ApiResponse({ status: 200, type: ReviewView })
  async submit(@Me() me: Actor, @Id() id: string, @Body() { version }: Submission): Promise<ReviewView> {
    await this.reviews.submit(me, id, version);
    return this.reviews.view(me, id);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({ summary: 'Give the review back, with a reason' })
  @ApiResponse({ status: 200, type: ReviewView })
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: DeclinedReview): Promise<ReviewView> {
    await this.reviews.decline(me, id, reason);
    return this.reviews.view(me, id);
  }
}

/** A reviewer's work, in a browser; staff and auditors read it once it is submitted. */
@PageDoor()
@Controller('reviews')
@Allow('signed-in')
export class ReviewsPages {
  constructor(
    private readonly reviews: Reviews,
    private readonly histories: Histories,
    private readonly correspondences: Correspondences,
  ) {}

  @Get()
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() { after, limit }: ReviewsQuery): Promise<VNode> {
    const open = await this.reviews.list(me, { state: 'open', limit: 100 });
    const done = await this.reviews.list(me, { state: 'done', limit, after });
    return reviewsPage({ frame, open, done, own: me.role === 'reviewer', zone: me.timeZone });
  }

  @Get(':id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const review = await this.reviews.view(me, id);
    const material = await this.reviews.material(me, id);
    const history = await this.histories.of(me, `review:${id}`);
    const letters = await this.correspondences.of(me, `review:${id}`);
    const own = me.id === review.reviewerId;
    return reviewPage({ frame, review, material, history, letters, own, zone: me.timeZone });
  }

  @Post(':id')
  @Allow('reviewer')
  async save(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { currency } = await this.reviews.view(me, id);
    await this.reviews.save(me, id, read(SavedReview, reviewFrom(form, currency)));
    return new SeeOther(`/reviews/${id}`, 'Your draft is saved.');
  }

  @Post(':id/submit')
  @Allow('reviewer')
  async submit(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { currency } = await this.reviews.view(me, id);
    await this.reviews.saveAndSubmit(me, id, read(SavedReview, reviewFrom(form, currency)));
    return new SeeOther(`/reviews/${id}`);
  }

  @Post(':id/decline')
  @Allow('reviewer')
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: DeclinedReview): Promise<SeeOther> {
    await this.reviews.decline(me, id, reason);
    return new SeeOther('/reviews', 'You declined the review. Thank you for saying so in time.');
  }
}
