process.stdout.write('vigie\n')
