/*
 * A program of Windows that does nothing itself: it hands its name, its arguments, its environment and its input to
 * tests/harness/windows/lender.ts, where the program of that name of this computer runs, and gives back what that one
 * writes and its exit code. For programs that nobody builds for Windows here (OpenSSH).
 */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static SOCKET lender;

static void give_up(const char *what)
{
	fprintf(stderr, "lent program: %s (%lu)\n", what, GetLastError());
	ExitProcess(126);
}

static void send_all(const char *bytes, size_t count)
{
	while (count > 0) {
		int sent = send(lender, bytes, count > 65536 ? 65536 : (int)count, 0);
		if (sent <= 0)
			ExitProcess(126);
		bytes += sent;
		count -= sent;
	}
}

static int receive_all(char *bytes, size_t count)
{
	while (count > 0) {
		int got = recv(lender, bytes, (int)count, 0);
		if (got <= 0)
			return 0;
		bytes += got;
		count -= got;
	}
	return 1;
}

static void send_number(unsigned number)
{
	unsigned wire = htonl(number);
	send_all((const char *)&wire, sizeof wire);
}

static void send_text(const wchar_t *text)
{
	int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
	char *bytes = malloc(size);
	WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, size, NULL, NULL);
	send_number(size - 1);
	send_all(bytes, size - 1);
	free(bytes);
}

static void send_words(void)
{
	int count;
	wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
	wchar_t program[MAX_PATH];
	GetModuleFileNameW(NULL, program, MAX_PATH);
	send_number(count);
	send_text(program);
	for (int i = 1; i < count; i++)
		send_text(words[i]);
}

static void send_environment(void)
{
	wchar_t *block = GetEnvironmentStringsW(), *each;
	unsigned count = 0;
	for (each = block; *each; each += wcslen(each) + 1)
		count++;
	send_number(count);
	for (each = block; *each; each += wcslen(each) + 1)
		send_text(each);
}

static DWORD WINAPI carry_input(void *unused)
{
	static char bytes[65536];
	DWORD got;
	(void)unused;
	while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, sizeof bytes, &got, NULL) && got > 0)
		send_all(bytes, got);
	shutdown(lender, SD_SEND);
	return 0;
}

static void write_all(DWORD stream, const char *bytes, DWORD count)
{
	while (count > 0) {
		DWORD written;
		if (!WriteFile(GetStdHandle(stream), bytes, count, &written, NULL))
			return;
		bytes += written;
		count -= written;
	}
}

int main(void)
{
	static char bytes[65536];
	WSADATA data;
	struct sockaddr_in address = { 0 };
	const char *port = getenv("CABESTAN_TEST_LENDER");
	if (port == NULL)
		give_up("CABESTAN_TEST_LENDER is not set");
	WSAStartup(MAKEWORD(2, 2), &data);
	lender = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
	address.sin_family = AF_INET;
	address.sin_port = htons((unsigned short)atoi(port));
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(lender, (struct sockaddr *)&address, sizeof address) != 0)
		give_up("nobody lends");
	send_words();
	send_environment();
	CreateThread(NULL, 0, carry_input, NULL, 0, NULL);
	for (;;) {
		unsigned head[2];
		if (!receive_all((char *)head, sizeof head))
			ExitProcess(255);
		unsigned stream = ntohl(head[0]), count = ntohl(head[1]);
		/* 0: it ended, with this code. */
		if (stream == 0)
			ExitProcess(count);
		if (count > sizeof bytes || !receive_all(bytes, count))
			ExitProcess(255);
		write_all(stream == 1 ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE, bytes, count);
	}
}
