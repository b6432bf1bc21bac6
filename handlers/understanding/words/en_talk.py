"""English words of talk: requests, small words, manners. An underscore stands for a space."""

TALK_WORDS = """
REQUEST: tell_me show show_me give_me tell know let_me_know i_want_to_know want_to_know can_you_tell_me
  could_you_tell_me check find find_out remind_me_what give i_need_to_know do_you_know any_idea id_like_to_know
  wondering i_wonder question ask send_me advise answer answer_in remind_us fill_me_in update_me walk_me_through
  remind_me_when remind_me_what_time remind_me_where remind_me_whats remind_me_which remind_us_what
  remind_me_whats_next
  remind_us_when remind_us_where share_with_me share_with_us write_to_me text_me reply_to_me reply_in write_in
  message_me_in answer_me talk_to_me_in
GLUE: once til till when_til btw across after back be_in be_at be_back ready early for_us planned_for the a an to of
  in on at for by with from and
  or but so please pls it its that this these those there be been being as if then also just into out up down off
  again
  ok well yes exactly thing things one ones some any much many more most like get got want would like_to id could ll
  s t
  re ve not no dont doesnt isnt arent wont cant during before until till between within per each every other another
  through next_to beside inside want_to would_like id_like im_wondering hey hi excuse_me sorry quick actually really
  roughly approximately still already yet too very only both same which_one does_it is_it are_we we_are will_we do_we
  when_do what_do where_do use put need_a supposed supposed_to expected kind sort way us them they he she his her him
  you your yours ill be_able able able_to hi_there and_also as_well than going_to gonna wanna lets serve served serves
  day_trip ours own should_be make_sure im_not_sure youre weve theyre thats heres theres having had getting_to take_us
  leave_for using_the say says said speak keep look looking go_there come comes option options choice u ur r included
  include includes myself yourself himself herself ourselves themselves by_myself alone anything something nothing
  somewhere anywhere someone anyone somebody anybody a_lot lots lot foreigner foreigners tourist tourists visitor
  visitors work works working enough sending overslept stuck afaik btw fyi asap kindly share little bit pretty quite
  maybe perhaps definitely probably soon bring_me supposedly each_of while because since though although however guys
  folks team mate dear sir madam remember forgot_what forget clarify hopefully basically literally honestly gotta
  hafta
  lemme im ive called nearly feeling provided covered drink parked late_in_the_day tho haha hmm um uh erm bro lol
  plan_b
  every_stop each_stop the_stop a_stop our_stop this_stop per_stop all_the_stops all_stops write_down written_down
  wrote_down noted_down chinese_characters instead
NEARBY: near nearby around recommend recommendation recommendations suggest close_by in_the_area around_here
  nearby_here around_the_area in_town things_to_do where_can_i_go where_can_we_go places_to_go
DEIXIS: there it that this that_place this_place here that_one this_one them its
EXCEPT: except not_the other_than instead_of besides apart_from
OTHER_ONE: another_one the_other_one other_one
"""

MANNER_WORDS = """
GREETING: hello hi hey good_morning good_evening good_afternoon good_night howdy greetings bye goodbye see_you yo hiya
  nice_to_meet_you whats_up how_are_you how_are_you_doing how_are_you_today howdy_all sup
THANKS: thanks thank_you thx ty appreciate cheers great awesome perfect nice good_job well_done you_are_great amazing
  love_you i_love_you brilliant youre_great good_bot cool thank so_much excellent wonderful ta cheers_mate
  much_appreciated nice_one legend
APOLOGY: sorry my_bad apologies
OKAY: ok okay yes yep yeah sure got_it alright understood fine yup noted
NO: no nope nah no_thanks not_really
HUNGRY: hungry starving im_hungry
COMPLAINT: terrible awful annoying annoyed bad worst disappointed disappointing useless_bot tired bored boring
  exhausted sleepy frustrated frustrating slow unhappy sad angry complain complaint im_tired im_bored delicious fun
  happy excited thirsty feet_hurt wrong not_feeling_great not_feeling_well not_feeling_good feeling_rough
INSULT: stupid idiot dumb moron useless fuck fucking shit bitch asshole shut_up damn bastard crap suck sucks bloody
  loser jerk wtf hate_you i_hate_you
SMALLTALK: joke tell_me_a_joke sing your_name who_are_you whats_your_name are_you_human are_you_a_robot are_you_real
  are_you_a_bot robot how_old_are_you your_favorite your_favourite do_you_love meaning_of_life poem story married
  girlfriend boyfriend artificial_intelligence chatgpt do_you_sleep who_made_you who_created_you are_you_an_ai
INJECT: ignore_previous ignore_all_previous ignore_the_previous ignore_your_instructions ignore_all_instructions
  ignore_your previous_instructions system_prompt developer_mode jailbreak you_are_now_a forget_your_instructions
  disregard pretend_you_are pretend_to_be act_as your_instructions your_prompt ignore_the_instructions
  ignore_the_above override ignore_all ignore_everything reveal_your new_instructions your_rules from_now_on_you
  admin_mode forget_everything
"""
