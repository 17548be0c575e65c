import { describe, expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { context, type JsonObject } from '../event.fixture.ts'

const frames = [
  { module: 'gen_server', function: 'handle_msg/6', filename: 'gen_server.erl', lineno: 1178 },
  { module: 'shop', function: 'handle_call/3', filename: 'shop.erl', lineno: 7 },
]
const known = (event: JsonObject) => digest({ platform: 'erlang', ...event }, context).digested
const raised = (type: string, value: string) =>
  known({ exception: { values: [{ type, value, stacktrace: { frames } }] } })

describe('what Erlang raised', () => {
  it.each([
    ['error', '{badmatch,{error,12}}', 'badmatch'],
    ['error', 'badarith', 'badarith'],
    ['error', '{{badkey,{order,12}},[{shop,charge,1,[]}]}', 'badkey'],
    ['error', '{nocatch,{oops,12}}', 'oops'],
    ['exit', '{timeout,{gen_server,call,[<0.9.0>,slow,50]}}', 'timeout'],
    ['exit', '"gone"', 'exit'],
    ['Elixir.MatchError', 'no match', 'Elixir.MatchError'],
  ])('as %s of %s is %s', (type, value, title) => {
    expect(raised(type, value).title).toBe(title)
  })

  it('is another issue where the reason is another one, and the same one of other values', () => {
    const hash = (value: string) => raised('error', value).grouping.hashes[0]
    expect(hash('{badmatch,{error,12}}')).toBe(hash('{badmatch,{error,"Ada"}}'))
    expect(hash('{badmatch,{error,12}}')).not.toBe(hash('badarith'))
  })
})

describe('a process that ended', () => {
  const ended = (reason: string, name: string, line: number) =>
    known({
      message: `Error in process <0.153.0> with exit value:\n${reason}\n [{shop,'-main/1-fun-13-',1,[{file,"${name}.erl"},{line,${line}}]},\n  {proc_lib,init_p,3,\n      [{file,"proc_lib.erl"},{line,211}]}]}`,
    })

  it('is told by its reason and by where it stood', () => {
    const { title, value, culprit } = ended('{{nocatch,{oops,4711}},', 'shop', 26)
    expect({ title, value, culprit }).toEqual({
      title: 'Error in process <0.153.0> with exit value:',
      value: '{{nocatch,{oops,4711}},',
      culprit: 'shop › main/1',
    })
  })

  it('is another issue for another reason only', () => {
    const one = ended('{{nocatch,{oops,4711}},', 'shop', 26).grouping.hashes
    expect(ended('{{nocatch,{oops,12}},', 'shop', 30).grouping.hashes).toEqual(one)
    expect(ended('{{out_of_stock,12},', 'shop', 26).grouping.hashes).not.toEqual(one)
  })

  it('is the same issue as the report of its process, which comes as an exception', () => {
    const server = known({
      message:
        '** Generic server cart_12 terminating\n** Last message in was pay\n** When Server state == []\n** Reason for termination ==\n** {badarith,\n    [{shop,charge,1,[{file,"shop.erl"},{line,7}]},\n     {gen_server,try_handle_call,4,[{file,"gen_server.erl"},{line,721}]}]}',
    })
    const report = (value: string) =>
      known({
        exception: {
          values: [
            {
              type: 'error',
              value,
              stacktrace: {
                frames: [
                  {
                    module: 'proc_lib',
                    function: 'init_p_do_apply/3',
                    filename: 'proc_lib.erl',
                    lineno: 226,
                  },
                  {
                    module: 'gen_server',
                    function: 'try_handle_call/4',
                    filename: 'gen_server.erl',
                    lineno: 721,
                  },
                  { module: 'shop', function: 'charge/1', filename: 'shop.erl', lineno: 7 },
                ],
              },
            },
          ],
        },
      })
    expect(server.grouping.hashes).toEqual(report('badarith').grouping.hashes)
    expect(server.grouping.hashes).not.toEqual(report('{badmatch,12}').grouping.hashes)
  })

  it('does not stand where somebody waited for its answer', () => {
    const { culprit } = known({
      message:
        '** Generic server cart_12 terminating\n** Reason for termination ==\n** {badarith,\n    [{shop,charge,1,[{file,"shop.erl"},{line,7}]}]}\n** Client <0.9.0> stacktrace\n** [{web,ask,4,[{file,"web.erl"},{line,256}]}]',
    })
    expect(culprit).toBe('shop › charge/1')
  })
})
